package llmgateway.budget.settlement.journal;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.Unit;
import llmgateway.budget.account.Window;
import llmgateway.budget.settlement.journal.JournalLine.Admitted;
import llmgateway.budget.settlement.journal.JournalLine.Basis;
import llmgateway.budget.settlement.journal.JournalLine.Released;
import llmgateway.budget.settlement.journal.JournalLine.Settled;
import llmgateway.budget.settlement.journal.JournalLine.Taken;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.money.Money;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Lines as JSON objects in pure ASCII, so that any text is read back exactly, halves of
 * surrogate pairs included. Thread-safe.
 */
final class JournalLineJson {

    private static final String ADMITTED = "admitted";

    private static final String SETTLED = "settled";

    private static final String RELEASED = "released";

    private static final String TAKEN = "taken";

    private final JsonFactory json = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Without the line feed. */
    String write(JournalLine line) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator out = this.json.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeNumberProperty("at", line.at().toEpochMilli());
            out.writeStringProperty("ticket", line.ticket().value());
            switch (line) {
                case Admitted admitted -> {
                    out.writeStringProperty("line", ADMITTED);
                    out.writeNumberProperty("lease", admitted.lease().toMillis());
                    out.writeBooleanProperty("carried", admitted.carried());
                    writeAccounts(out, admitted.accounts());
                    writeEntry(out, admitted.entry());
                }
                case Settled settled -> {
                    out.writeStringProperty("line", SETTLED);
                    out.writeStringProperty("basis", settled.basis().name().toLowerCase(Locale.ROOT));
                    out.writeBooleanProperty(TAKEN, settled.taken());
                    out.writeNumberProperty("charge", settled.charge().nanos());
                    writeAccounts(out, settled.accounts());
                    writeEntry(out, settled.entry());
                }
                case Released released -> {
                    out.writeStringProperty("line", RELEASED);
                    out.writeBooleanProperty(TAKEN, released.taken());
                }
                case Taken ignored -> out.writeStringProperty("line", TAKEN);
            }
            out.writeEndObject();
        }
        return text.toString();
    }

    /** Empty where the text is not a line: cut off, or damaged. */
    Optional<JournalLine> read(String text) {
        try (JsonParser in = this.json.createParser(ObjectReadContext.empty(), text)) {
            Content content = new Content(in);
            return (in.nextToken() == null) ? Optional.of(content.line()) : Optional.empty();
        }
        catch (JacksonException | IllegalArgumentException | ArithmeticException notALine) {
            return Optional.empty();
        }
    }

    private static void writeAccounts(JsonGenerator out, List<Reservation> accounts) {
        out.writeArrayPropertyStart("accounts");
        for (Reservation account : accounts) {
            out.writeStartArray();
            out.writeString(account.account().value());
            out.writeString(account.unit().name().toLowerCase(Locale.ROOT));
            out.writeNumber(account.window().startMillis());
            out.writeNumber(account.window().endMillis());
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private static void writeEntry(JsonGenerator out, LedgerEntry entry) {
        out.writeObjectPropertyStart("entry");
        entry.fields().forEach(out::writeStringProperty);
        out.writeEndObject();
    }

    /** What stands in an object, whatever kind of line it is. */
    private static final class Content {

        private final Map<String, String> values = new HashMap<>();

        private final List<Reservation> accounts = new ArrayList<>();

        private final Map<String, String> entry = new HashMap<>();

        Content(JsonParser in) {
            require(in.nextToken() == JsonToken.START_OBJECT);
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                switch (in.nextToken()) {
                    case START_ARRAY -> readAccounts(in);
                    case START_OBJECT -> readEntry(in);
                    default -> this.values.put(name, in.getString());
                }
            }
        }

        JournalLine line() {
            Instant at = Instant.ofEpochMilli(number("at"));
            Ticket ticket = new Ticket(value("ticket"));
            return switch (value("line")) {
                case ADMITTED -> new Admitted(at, ticket, this.accounts, new LedgerEntry(this.entry),
                        Duration.ofMillis(number("lease")), flag("carried"));
                case SETTLED -> new Settled(at, ticket, new Money(number("charge")),
                        Basis.valueOf(value("basis").toUpperCase(Locale.ROOT)), this.accounts,
                        new LedgerEntry(this.entry), flag(TAKEN));
                case RELEASED -> new Released(at, ticket, flag(TAKEN));
                case TAKEN -> new Taken(at, ticket);
                default -> throw new IllegalArgumentException("a line of an unknown kind");
            };
        }

        private void readAccounts(JsonParser in) {
            while (in.nextToken() != JsonToken.END_ARRAY) {
                require(in.currentToken() == JsonToken.START_ARRAY);
                AccountName name = new AccountName(text(in));
                Unit unit = Unit.valueOf(text(in).toUpperCase(Locale.ROOT));
                Window window = new Window(Long.parseLong(text(in)), Long.parseLong(text(in)));
                this.accounts.add(new Reservation(name, unit, window));
                require(in.nextToken() == JsonToken.END_ARRAY);
            }
        }

        private void readEntry(JsonParser in) {
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                this.entry.put(name, text(in));
            }
        }

        private static String text(JsonParser in) {
            require(in.nextToken().isScalarValue());
            return in.getString();
        }

        private long number(String name) {
            return Long.parseLong(value(name));
        }

        private boolean flag(String name) {
            return Boolean.parseBoolean(value(name));
        }

        private String value(String name) {
            return Optional.ofNullable(this.values.get(name))
                .orElseThrow(() -> new IllegalArgumentException("a line without " + name));
        }

        private static void require(boolean expected) {
            if (!expected) {
                throw new IllegalArgumentException("not a line of a journal");
            }
        }

    }

}
