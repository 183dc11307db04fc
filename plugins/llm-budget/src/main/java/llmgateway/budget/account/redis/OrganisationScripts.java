package llmgateway.budget.account.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.AccountEvents;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.account.redis.Reply.Answer;
import llmgateway.budget.account.redis.Reply.Failure;
import llmgateway.budget.redis.RedisFailure;
import llmgateway.budget.redis.RedisHealth;

/**
 * Runs scripts on one organisation's keys, while Redis has the epoch this node knows.
 * Behind a circuit of its own: in a cluster another organisation's shard may be well.
 */
final class OrganisationScripts {

    private static final Logger logger = LoggerFactory.getLogger(OrganisationScripts.class);

    private static final String BY_OPERATOR = "operator:";

    private static final String BY_NODE = "node:";

    private final Organisation organisation;

    private final ScriptRunner runner;

    private final Epochs epochs;

    private final AccountEvents events;

    private final RedisAccountsSettings settings;

    private final RedisHealth health;

    private volatile boolean introduced;

    OrganisationScripts(Organisation organisation, ScriptRunner runner, Epochs epochs, AccountEvents events,
            RedisAccountsSettings settings) {
        this.organisation = organisation;
        this.runner = runner;
        this.epochs = epochs;
        this.events = events;
        this.settings = settings;
        this.health = new RedisHealth("accounts", organisation, events, settings.failuresToOpen(),
                settings.probeInterval(), this::answers);
    }

    /** Runs a script in the epoch this node knows. */
    Reply run(Script script, Arguments arguments) {
        return guarded(script,
                () -> introduce().<Reply>map((failure) -> failure).orElseGet(() -> inEpoch(script, arguments)));
    }

    /** Runs a script whatever the epoch. */
    Reply runInAnyEpoch(Script script, Arguments arguments) {
        return guarded(script, () -> send(script, arguments));
    }

    /** Takes what Redis holds now for the truth, under a new epoch. */
    Reply begin() {
        String epoch = BY_OPERATOR + UUID.randomUUID();
        Reply reply = runInAnyEpoch(Script.BEGIN, new Arguments().text(epoch));
        if (reply instanceof Answer) {
            this.epochs.remember(this.organisation, epoch);
            logger.warn("accounts of {}: an operator began epoch {}", this.organisation.id(), epoch);
        }
        return reply;
    }

    void stop() {
        this.health.close();
    }

    private Reply guarded(Script script, Supplier<Reply> request) {
        if (this.health.isAway()) {
            return Failure.of(this.health.spared());
        }
        Reply reply = request.get();
        switch (reply) {
            case Failure(Reason reason, String detail) -> this.health.failed(new RedisFailure(reason, detail));
            case Answer ignored when script == Script.HOLD -> this.health.served();
            case Answer ignored -> this.health.answered();
        }
        return reply;
    }

    private Reply inEpoch(Script script, Arguments arguments) {
        Reply reply = send(script, arguments);
        if (adoptsOperatorsEpoch(reply)) {
            reply = send(script, arguments);
        }
        if (reply instanceof Answer answer) {
            return switch (answer.kind()) {
                case "forgotten" -> Failure.of(Reason.FORGOTTEN);
                case "clock" -> Failure.of(Reason.CLOCK);
                default -> answer;
            };
        }
        return reply;
    }

    private boolean adoptsOperatorsEpoch(Reply reply) {
        if (reply instanceof Answer answer && answer.kind().equals("forgotten")
                && answer.fields().get(1).startsWith(BY_OPERATOR)) {
            this.epochs.remember(this.organisation, answer.fields().get(1));
            return true;
        }
        return false;
    }

    /** Learns the epoch before the first request. */
    private Optional<Failure> introduce() {
        if (this.introduced) {
            return Optional.empty();
        }
        return switch (send(Script.EPOCH, new Arguments().text(BY_NODE + UUID.randomUUID()))) {
            case Failure failure -> Optional.of(failure);
            case Answer answer when answer.kind().equals("forgotten") -> Optional.of(Failure.of(Reason.FORGOTTEN));
            case Answer answer -> {
                meet(answer);
                yield Optional.empty();
            }
        };
    }

    private void meet(Answer answer) {
        String epoch = answer.fields().get(1);
        if (this.epochs.seen(this.organisation).isEmpty()) {
            this.epochs.remember(this.organisation, epoch);
        }
        if (answer.kind().equals("begun")) {
            logger.warn("accounts of {}: Redis held nothing and this node knew nothing; began epoch {}",
                    this.organisation.id(), epoch);
            this.events.begun(this.organisation, epoch);
        }
        String evictionPolicy = answer.fields().get(2);
        if (!evictionPolicy.isEmpty() && !evictionPolicy.equals("noeviction")) {
            logger.warn("accounts of {}: Redis has maxmemory-policy {}; at its memory limit it would drop what was"
                    + " spent. Set noeviction.", this.organisation.id(), evictionPolicy);
        }
        this.introduced = true;
    }

    private Reply send(Script script, Arguments arguments) {
        List<String> values = new ArrayList<>(arguments.values().size() + 3);
        values.add(this.epochs.seen(this.organisation).orElse(""));
        values.add(Long.toString(this.settings.remembered().toMillis()));
        values.add(Long.toString(this.settings.windowRetention().toMillis()));
        values.addAll(arguments.values());
        return this.runner.run(script, "llm:{" + this.organisation.id() + "}:epoch", values);
    }

    private boolean answers() {
        return send(Script.BALANCES, new Arguments()) instanceof Answer;
    }

}
