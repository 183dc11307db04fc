package llmgateway.budget.account.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.Organisation;
import llmgateway.budget.archive.EntryId;
import llmgateway.budget.archive.KeptLedger;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.redis.RedisFailure;
import llmgateway.budget.redis.RedisFailures;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageResult.Away;
import llmgateway.core.ledger.UsageResult.Read;

/** The ledger's stream, with the turn and what is archived in keys beside it. */
final class RedisKeptLedger implements KeptLedger {

    private static final Logger logger = LoggerFactory.getLogger(RedisKeptLedger.class);

    private final OrganisationScripts scripts;

    private final RedisConnection connection;

    private final Organisation organisation;

    private final Duration adjustmentsKept;

    private final String node = UUID.randomUUID().toString();

    /**
     * @param adjustmentsKept how long what operators changed is on record
     */
    RedisKeptLedger(OrganisationScripts scripts, RedisConnection connection, Organisation organisation,
            Duration adjustmentsKept) {
        this.scripts = scripts;
        this.connection = connection;
        this.organisation = organisation;
        this.adjustmentsKept = adjustmentsKept;
    }

    @Override
    public Turn turn(boolean archives, Duration lease) {
        return turn(this.scripts.run(Script.KEEP,
                new Arguments().text(this.node).millis(lease).text(archives ? "1" : "0")));
    }

    @Override
    public Turn archived(EntryId last, Duration lease) {
        return turn(
                this.scripts.run(Script.ARCHIVED, new Arguments().text(this.node).millis(lease).text(last.toString())));
    }

    private static Turn turn(Reply reply) {
        return switch (reply) {
            case Reply.Failure ignored -> new Turn.Away();
            case Reply.Answer answer -> switch (answer.kind()) {
                case "mine" -> new Turn.Mine(EntryId.parse(answer.fields().get(1)));
                case "another" -> new Turn.AnotherNodes();
                case "archived_elsewhere" -> new Turn.ArchivedElsewhere(EntryId.parse(answer.fields().get(1)));
                default -> throw new IllegalStateException("a script answered '" + answer.kind() + "'");
            };
        };
    }

    @Override
    public UsageResult<List<LedgerRecord>> after(EntryId id, int most) {
        Optional<RedissonClient> client = this.connection.client();
        if (client.isEmpty()) {
            return new Away<>();
        }
        try {
            return new Read<>(LedgerStream.of(client.get(), this.organisation)
                .page(most, new StreamMessageId(id.millis(), id.sequence() + 1), StreamMessageId.MAX));
        }
        catch (RedisException ex) {
            RedisFailure failure = RedisFailures.of(ex);
            logger.warn("the ledger cannot be read ({}) {}", failure.reason(), failure.detail());
            return new Away<>();
        }
    }

    @Override
    public UsageResult<Long> trim(Duration retention) {
        long dropped = 0;
        while (true) {
            switch (this.scripts.run(Script.TRIM, new Arguments().millis(retention).millis(this.adjustmentsKept))) {
                case Reply.Failure ignored -> {
                    return new Away<>();
                }
                case Reply.Answer answer when answer.fields().get(1).equals("0") -> {
                    return new Read<>(dropped);
                }
                case Reply.Answer answer -> dropped += Long.parseLong(answer.fields().get(1));
            }
        }
    }

}
