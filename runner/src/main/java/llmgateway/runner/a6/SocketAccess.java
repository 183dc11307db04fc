package llmgateway.runner.a6;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who may connect to the socket.
 *
 * @param permissions of the socket's file; connecting needs write permission
 * @param group of the socket's file; empty leaves the process' own
 */
record SocketAccess(Set<PosixFilePermission> permissions, Optional<String> group) {

    SocketAccess {
        permissions = Set.copyOf(permissions);
    }

    /**
     * @param mode octal with its leading zero, such as {@code 0660}: without it, a YAML
     * file's unquoted 0660 would arrive here as decimal 432
     */
    static SocketAccess of(String mode, Optional<String> group) {
        if (!mode.matches("0[0-7]{3}")) {
            throw new IllegalArgumentException(
                    "llm.socket.mode must be three octal digits after a 0, quoted, such as \"0660\"");
        }
        int bits = Integer.parseInt(mode, 8);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        for (int i = 0; i < fromHighest.length; i++) {
            if ((bits & 0400 >> i) != 0) {
                permissions.add(fromHighest[i]);
            }
        }
        return new SocketAccess(permissions, group);
    }

}
