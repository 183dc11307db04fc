package llmgateway.budget.settlement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import llmgateway.budget.account.Settlement;
import llmgateway.core.call.Ticket;

/**
 * The ticket under which a call is charged whose own was closed by the release of a hold
 * that it went on without. Always the same for a ticket, so that the charge happens once.
 */
final class SecondTicket {

    private SecondTicket() {
    }

    static Settlement of(Settlement settlement) {
        return new Settlement(settlement.organisation(), of(settlement.ticket()), settlement.charge(),
                settlement.entry());
    }

    static Ticket of(Ticket first) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(("second:" + first.value()).getBytes(StandardCharsets.US_ASCII));
            return new Ticket(HexFormat.of().formatHex(digest, 0, 16));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }

}
