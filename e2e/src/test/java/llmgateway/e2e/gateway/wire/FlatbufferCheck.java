package llmgateway.e2e.gateway.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import llmgateway.e2e.gateway.wire.TableShape.Bytes;
import llmgateway.e2e.gateway.wire.TableShape.Field;
import llmgateway.e2e.gateway.wire.TableShape.Scalar;
import llmgateway.e2e.gateway.wire.TableShape.Tables;
import llmgateway.e2e.gateway.wire.TableShape.Text;
import llmgateway.e2e.gateway.wire.TableShape.Union;

/**
 * Checks a flatbuffer to the letter of the format's internals document: every offset and
 * vector within the buffer, aligned, and pointing forward; vtables sane and without
 * fields the schema lacks; strings terminated and in UTF-8; unions with a value exactly
 * when they have a type.
 */
final class FlatbufferCheck {

    private final ByteBuffer buffer;

    private FlatbufferCheck(byte[] message) {
        this.buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * @throws MalformedMessage naming table and field
     */
    static void check(byte[] message, TableShape root) {
        FlatbufferCheck check = new FlatbufferCheck(message);
        check.table(check.target(0, root.name()), root);
    }

    private void table(int table, TableShape shape) {
        int vtable = table - int32(table, shape.name());
        require(vtable >= Integer.BYTES && vtable % Short.BYTES == 0, shape.name(), "a vtable out of place");
        int vtableBytes = uint16(vtable, shape.name());
        int tableBytes = uint16(vtable + Short.BYTES, shape.name());
        require(vtableBytes >= 4 && vtableBytes % Short.BYTES == 0 && fits(vtable, vtableBytes), shape.name(),
                "a vtable of " + vtableBytes + " bytes");
        require(tableBytes >= Integer.BYTES && fits(table, tableBytes), shape.name(),
                "a table of " + tableBytes + " bytes");
        int fields = (vtableBytes - 4) / Short.BYTES;
        require(fields <= shape.slots().size(), shape.name(), fields + " fields");
        int type = 0;
        for (int slot = 0; slot < shape.slots().size(); slot++) {
            // A vtable ends after the last field that is there.
            int offset = (slot < fields) ? uint16(vtable + 4 + slot * Short.BYTES, shape.name()) : 0;
            String name = shape.name() + " slot " + slot;
            Field field = shape.slots().get(slot);
            if (offset != 0) {
                require(offset >= Integer.BYTES && offset + field.size() <= tableBytes, name, "outside of its table");
                require((table + offset) % field.size() == 0, name, "not aligned");
            }
            field(field, offset, table, type, name);
            type = (offset == 0) ? 0 : this.buffer.get(table + offset) & 0xFF;
        }
    }

    /**
     * @param type what the slot before holds: the type, where the field is a union
     */
    private void field(Field field, int offset, int table, int type, String name) {
        if (field instanceof Union union) {
            union(union, offset, table, type, name);
        }
        else if (offset != 0) {
            switch (field) {
                case Scalar _ignored -> {
                }
                case Text _ignored -> text(target(table + offset, name), name);
                case Bytes _ignored -> vector(target(table + offset, name), 1, name);
                case Tables tables -> tables(target(table + offset, name), tables.element(), name);
                case Union _ignored -> throw new AssertionError("handled above");
            }
        }
    }

    private void union(Union union, int offset, int table, int type, String name) {
        if (type == 0) {
            require(offset == 0, name, "a union value without a type");
            return;
        }
        require(offset != 0, name, "a union type without a value");
        TableShape member = union.members().get(type);
        if (member == null) {
            throw new MalformedMessage(name + ": a union of the unknown type " + type);
        }
        table(target(table + offset, name), member);
    }

    private void text(int position, String name) {
        int length = vector(position, 1, name);
        int end = position + Integer.BYTES + length;
        require(fits(end, 1) && this.buffer.get(end) == 0, name, "a string without its terminating zero");
        try {
            StandardCharsets.UTF_8.newDecoder().decode(this.buffer.slice(position + Integer.BYTES, length));
        }
        catch (CharacterCodingException ex) {
            throw new MalformedMessage(name + ": a string that is not UTF-8");
        }
    }

    private void tables(int position, TableShape element, String name) {
        int length = vector(position, Integer.BYTES, name);
        for (int index = 0; index < length; index++) {
            int at = position + Integer.BYTES + index * Integer.BYTES;
            table(target(at, name + "[" + index + "]"), element);
        }
    }

    private int vector(int position, int elementBytes, String name) {
        long length = int32(position, name) & 0xFFFFFFFFL;
        require(position + Integer.BYTES + length * elementBytes <= this.buffer.capacity(), name,
                "a vector of " + length + " elements");
        return (int) length;
    }

    private int target(int at, String name) {
        long offset = int32(at, name) & 0xFFFFFFFFL;
        require(offset >= Integer.BYTES && at + offset + Integer.BYTES <= this.buffer.capacity(), name,
                "an offset of " + offset);
        require((at + offset) % Integer.BYTES == 0, name, "an offset to an unaligned place");
        return (int) (at + offset);
    }

    private int int32(int at, String name) {
        require(fits(at, Integer.BYTES), name, "cut short");
        return this.buffer.getInt(at);
    }

    private int uint16(int at, String name) {
        require(fits(at, Short.BYTES), name, "cut short");
        return this.buffer.getShort(at) & 0xFFFF;
    }

    private boolean fits(int at, int bytes) {
        return at >= 0 && (long) at + bytes <= this.buffer.capacity();
    }

    private static void require(boolean condition, String where, String otherwise) {
        if (!condition) {
            throw new MalformedMessage(where + ": " + otherwise);
        }
    }

}
