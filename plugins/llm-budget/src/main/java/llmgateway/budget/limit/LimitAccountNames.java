package llmgateway.budget.limit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

import llmgateway.budget.account.AccountName;

/**
 * Names accounts {@code <limit>:<what it counts>:<by>:<subject>}, such as
 * {@code team-budget:month:consumer:alice}. Different limits and subjects have different
 * names; a limit's amounts and models are no part of it.
 */
final class LimitAccountNames {

    /** So that the longest name fits an account. */
    private static final int LONGEST_SUBJECT = 128;

    private static final int READABLE_START = 60;

    private static final HexFormat HEX = HexFormat.of();

    private LimitAccountNames() {
    }

    static AccountName nameOf(Limit limit, String subject) {
        return new AccountName(String.join(":", limit.name(), counted(limit.allowance()), lowerCase(limit.by()),
                shortened(escaped(subject))));
    }

    private static String counted(Allowance allowance) {
        return switch (allowance) {
            case Allowance.Requests ignored -> "requests";
            case Allowance.Tokens tokens -> lowerCase(tokens.kind()) + "_tokens";
            case Allowance.ConcurrentCalls ignored -> "concurrent_calls";
            case Allowance.Spend spend -> spend.period().word();
        };
    }

    private static String escaped(String subject) {
        StringBuilder escaped = new StringBuilder();
        subject.chars().forEach((character) -> {
            if (isPlain(character)) {
                escaped.append((char) character);
            }
            else {
                escaped.append('%').append(HEX.toHexDigits((char) character));
            }
        });
        return escaped.toString();
    }

    private static boolean isPlain(int character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9') || "._-/@+=,".indexOf(character) >= 0;
    }

    /** No escaped text holds a {@code ~}, so none looks like a shortened one. */
    private static String shortened(String escaped) {
        return (escaped.length() <= LONGEST_SUBJECT) ? escaped
                : escaped.substring(0, READABLE_START) + "~" + HEX.formatHex(sha256(escaped));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

}
