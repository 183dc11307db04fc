package llmgateway.budget.account.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Ending;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.Unit;
import llmgateway.budget.account.Window;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.money.Money;

/** Reads the ledger stream as an archiver would. */
final class RedisLedger {

    private static final Pattern ACCOUNT = Pattern
        .compile("\\[\"([^\"]*)\",\"(usd|calls)\",\"(\\d+)\",\"(\\d+)\",\"\\d+\",\"\\d+\"]");

    private RedisLedger() {
    }

    static List<LedgerLine> read(RedisProcess redis, Organisation organisation) {
        List<LedgerLine> lines = new ArrayList<>();
        for (Object entry : (List<?>) redis.command("XRANGE", "llm:{" + organisation.id() + "}:ledger", "-", "+")) {
            lines.add(line((List<?>) entry));
        }
        return lines;
    }

    private static LedgerLine line(List<?> entry) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<?> pairs = (List<?>) entry.get(1);
        for (int i = 0; i < pairs.size(); i += 2) {
            fields.put(pairs.get(i).toString(), pairs.get(i + 1).toString());
        }
        Map<String, String> callers = new LinkedHashMap<>(fields);
        callers.keySet().removeAll(LedgerEntry.RESERVED_FIELDS);
        LedgerLine line = new LedgerLine(entry.get(0).toString(), new Ticket(field(fields, "ticket")),
                Ending.Kind.valueOf(field(fields, "reason").toUpperCase(Locale.ROOT)), money(field(fields, "charge")),
                money(field(fields, "held")), accounts(field(fields, "accounts")), new LedgerEntry(callers));
        if (line.over() != field(fields, "over").equals("1")) {
            throw new IllegalStateException("entry " + line.id() + " is wrongly marked");
        }
        return line;
    }

    private static String field(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).orElseThrow();
    }

    private static List<Reservation> accounts(String json) {
        List<Reservation> accounts = new ArrayList<>();
        for (Matcher found = ACCOUNT.matcher(json); found.find();) {
            accounts.add(new Reservation(new AccountName(found.group(1).replace("\\/", "/")),
                    found.group(2).equals("usd") ? Unit.NANO_DOLLARS : Unit.CALLS,
                    new Window(Long.parseLong(found.group(3)), Long.parseLong(found.group(4)))));
        }
        return accounts;
    }

    private static Money money(String nanos) {
        return new Money(Long.parseLong(nanos));
    }

}
