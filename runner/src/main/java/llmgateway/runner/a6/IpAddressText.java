package llmgateway.runner.a6;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes addresses as nginx and RFC 5952 do. */
final class IpAddressText {

    private static final int IPV6_GROUPS = 8;

    private IpAddressText() {
    }

    /**
     * @param address in network order, 4 or 16 bytes
     * @return empty for any other length
     */
    static String of(byte[] address) {
        return switch (address.length) {
            case 4 -> ipv4(address, 0);
            case 16 -> isIpv4Mapped(address) ? "::ffff:" + ipv4(address, 12) : ipv6(address);
            default -> "";
        };
    }

    private static String ipv4(byte[] address, int from) {
        return (address[from] & 0xff) + "." + (address[from + 1] & 0xff) + "." + (address[from + 2] & 0xff) + "."
                + (address[from + 3] & 0xff);
    }

    private static boolean isIpv4Mapped(byte[] address) {
        return IntStream.range(0, 10).allMatch((i) -> address[i] == 0) && address[10] == -1 && address[11] == -1;
    }

    private static String ipv6(byte[] address) {
        int[] groups = IntStream.range(0, IPV6_GROUPS)
            .map((i) -> (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff)
            .toArray();
        int start = 0;
        int length = 1;
        for (int i = 0; i < IPV6_GROUPS; i++) {
            int zeros = zerosFrom(groups, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        if (length < 2) {
            return hex(groups, 0, IPV6_GROUPS);
        }
        return hex(groups, 0, start) + "::" + hex(groups, start + length, IPV6_GROUPS);
    }

    private static int zerosFrom(int[] groups, int from) {
        int end = from;
        while (end < IPV6_GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String hex(int[] groups, int from, int to) {
        return IntStream.range(from, to)
            .mapToObj((i) -> Integer.toHexString(groups[i]))
            .collect(Collectors.joining(":"));
    }

}
