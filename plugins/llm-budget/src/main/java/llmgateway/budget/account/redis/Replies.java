package llmgateway.budget.account.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.AdjustResult;
import llmgateway.budget.account.AdjustResult.Adjusted;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.BalancesResult;
import llmgateway.budget.account.BalancesResult.Balances;
import llmgateway.budget.account.Closed;
import llmgateway.budget.account.Ending;
import llmgateway.budget.account.ExpireResult;
import llmgateway.budget.account.ExpireResult.Expired;
import llmgateway.budget.account.ExpireResult.ExpiredTicket;
import llmgateway.budget.account.FindResult;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.account.HoldResult.Refused;
import llmgateway.budget.account.LeaseResult;
import llmgateway.budget.account.LeaseResult.Extended;
import llmgateway.budget.account.OpenTicketsResult;
import llmgateway.budget.account.OpenTicketsResult.OpenTicket;
import llmgateway.budget.account.OpenTicketsResult.OpenTickets;
import llmgateway.budget.account.ReleaseResult;
import llmgateway.budget.account.ReleaseResult.Released;
import llmgateway.budget.account.ResizeResult;
import llmgateway.budget.account.ResizeResult.Superseded;
import llmgateway.budget.account.SettleResult;
import llmgateway.budget.account.SettleResult.Settled;
import llmgateway.budget.account.Unavailable;
import llmgateway.budget.account.Unknown;
import llmgateway.budget.account.Window;
import llmgateway.budget.account.redis.Reply.Answer;
import llmgateway.budget.account.redis.Reply.Failure;
import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

/** Reads what the scripts answer. */
final class Replies {

    private static final int BALANCE_FIELDS = 7;

    private static final int OPEN_TICKET_FIELDS = 4;

    private Replies() {
    }

    static HoldResult hold(Reply reply) {
        return switch (reply) {
            case Failure failure -> new Unavailable(failure.reason());
            case Answer answer -> switch (answer.kind()) {
                case "held" -> held(answer);
                case "refused" -> new Refused(balances(answer, 1));
                case "ended" -> new Closed(ending(answer));
                default -> throw unexpected(answer);
            };
        };
    }

    static ResizeResult resize(Reply reply) {
        return switch (reply) {
            case Failure failure -> new Unavailable(failure.reason());
            case Answer answer -> switch (answer.kind()) {
                case "held" -> held(answer);
                case "refused" -> new Refused(balances(answer, 1));
                case "superseded" -> new Superseded(Integer.parseInt(answer.fields().get(1)));
                case "ended" -> new Closed(ending(answer));
                case "unknown" -> new Unknown();
                default -> throw unexpected(answer);
            };
        };
    }

    static LeaseResult lease(Reply reply) {
        return switch (reply) {
            case Failure failure -> new Unavailable(failure.reason());
            case Answer answer -> switch (answer.kind()) {
                case "extended" -> new Extended(instant(answer.fields().get(1)));
                case "ended" -> new Closed(ending(answer));
                case "unknown" -> new Unknown();
                default -> throw unexpected(answer);
            };
        };
    }

    static SettleResult settle(Reply reply) {
        return switch (reply) {
            case Failure failure -> new Unavailable(failure.reason());
            case Answer answer -> switch (answer.kind()) {
                case "charged" -> settled(answer, false);
                case "ended" -> settled(answer, true);
                case "unknown" -> new Unknown();
                default -> throw unexpected(answer);
            };
        };
    }

    static ReleaseResult release(Reply reply) {
        return switch (reply) {
            case Failure failure -> new Unavailable(failure.reason());
            case Answer answer -> switch (answer.kind()) {
                case "ended" -> released(ending(answer));
                default -> throw unexpected(answer);
            };
        };
    }

    static ExpireResult expire(Reply reply) {
        return switch (reply) {
            case Failure failure -> new Unavailable(failure.reason());
            case Answer answer -> new Expired(expired(answer));
        };
    }

    static FindResult find(Reply reply) {
        return switch (reply) {
            case Failure failure -> new Unavailable(failure.reason());
            case Answer answer -> switch (answer.kind()) {
                case "open" -> StoredTickets.read(answer.fields().subList(1, answer.fields().size()));
                case "ended" -> new Closed(ending(answer));
                case "unknown" -> new Unknown();
                default -> throw unexpected(answer);
            };
        };
    }

    static OpenTicketsResult openTickets(Reply reply) {
        return switch (reply) {
            case Failure failure -> new Unavailable(failure.reason());
            case Answer answer -> openTickets(answer);
        };
    }

    static AdjustResult adjust(Reply reply) {
        return switch (reply) {
            case Failure failure -> new Unavailable(failure.reason());
            case Answer answer -> new Adjusted(balances(answer, 1).getFirst());
        };
    }

    static BalancesResult balances(Reply reply) {
        return switch (reply) {
            case Failure failure -> new Unavailable(failure.reason());
            case Answer answer -> new Balances(balances(answer, 1));
        };
    }

    private static Held held(Answer answer) {
        return new Held(balances(answer, 2), instant(answer.fields().get(1)));
    }

    private static SettleResult settled(Answer answer, boolean repeated) {
        Ending ending = ending(answer);
        return switch (ending.kind()) {
            case SETTLED, RESTORED -> new Settled(ending.charged(), answer.fields().get(3), repeated);
            case RELEASED, EXPIRED -> new Closed(ending);
        };
    }

    private static ReleaseResult released(Ending ending) {
        return (ending.kind() == Ending.Kind.RELEASED) ? new Released() : new Closed(ending);
    }

    private static Ending ending(Answer answer) {
        return new Ending(Ending.Kind.valueOf(answer.fields().get(1).toUpperCase(Locale.ROOT)),
                new Money(Long.parseLong(answer.fields().get(2))));
    }

    private static List<ExpiredTicket> expired(Answer answer) {
        List<ExpiredTicket> tickets = new ArrayList<>();
        for (int i = 1; i < answer.fields().size(); i += 2) {
            tickets.add(new ExpiredTicket(new Ticket(answer.fields().get(i)),
                    new Money(Long.parseLong(answer.fields().get(i + 1)))));
        }
        return tickets;
    }

    private static OpenTickets openTickets(Answer answer) {
        List<OpenTicket> tickets = new ArrayList<>();
        for (int i = 2; i < answer.fields().size(); i += OPEN_TICKET_FIELDS) {
            List<String> fields = answer.fields().subList(i, i + OPEN_TICKET_FIELDS);
            tickets.add(new OpenTicket(new Ticket(fields.getFirst()),
                    StoredTickets.read(fields.subList(1, OPEN_TICKET_FIELDS))));
        }
        return new OpenTickets(tickets, Long.parseLong(answer.fields().get(1)));
    }

    private static List<Balance> balances(Answer answer, int from) {
        List<Balance> balances = new ArrayList<>();
        for (int i = from; i < answer.fields().size(); i += BALANCE_FIELDS) {
            balances.add(balance(answer.fields().subList(i, i + BALANCE_FIELDS)));
        }
        return balances;
    }

    private static Balance balance(List<String> fields) {
        return new Balance(new AccountName(fields.get(0)), Arguments.unit(fields.get(1)), Long.parseLong(fields.get(2)),
                Long.parseLong(fields.get(3)), Long.parseLong(fields.get(4)),
                new Window(Long.parseLong(fields.get(5)), Long.parseLong(fields.get(6))));
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static IllegalStateException unexpected(Answer answer) {
        return new IllegalStateException("a script answered '" + answer.kind() + "'");
    }

}
