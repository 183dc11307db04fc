package llmgateway.budget.account.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.FindResult;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.Unit;
import llmgateway.budget.account.Window;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.money.Money;

/** Open tickets as Redis keeps them: JSON arrays of text. */
final class StoredTickets {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final TypeReference<List<List<String>>> ACCOUNTS = new TypeReference<>() {
    };

    private static final TypeReference<List<String>> FIELDS = new TypeReference<>() {
    };

    private StoredTickets() {
    }

    /** Fields for the ledger, as a ticket keeps them. */
    static String write(LedgerEntry entry) {
        List<String> namesAndValues = new ArrayList<>();
        entry.fields().forEach((name, value) -> {
            namesAndValues.add(name);
            namesAndValues.add(value);
        });
        return JSON.writeValueAsString(namesAndValues);
    }

    /**
     * @param fields end of the lease, accounts and fields for the ledger
     */
    static FindResult.Open read(List<String> fields) {
        List<List<String>> accounts = JSON.readValue(fields.get(1), ACCOUNTS);
        return new FindResult.Open(heldMoney(accounts), accounts.stream().map(StoredTickets::reservation).toList(),
                entry(JSON.readValue(fields.get(2), FIELDS)), Instant.ofEpochMilli(Long.parseLong(fields.get(0))));
    }

    /** Rows are name, unit, start and end of the window, amount. */
    private static Reservation reservation(List<String> row) {
        return new Reservation(new AccountName(row.get(0)), Arguments.unit(row.get(1)),
                new Window(Long.parseLong(row.get(2)), Long.parseLong(row.get(3))));
    }

    private static Money heldMoney(List<List<String>> accounts) {
        return accounts.stream()
            .filter((row) -> Arguments.unit(row.get(1)) == Unit.NANO_DOLLARS)
            .findFirst()
            .map((row) -> new Money(Long.parseLong(row.get(4))))
            .orElse(Money.ZERO);
    }

    private static LedgerEntry entry(List<String> namesAndValues) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            fields.put(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
        return new LedgerEntry(fields);
    }

}
