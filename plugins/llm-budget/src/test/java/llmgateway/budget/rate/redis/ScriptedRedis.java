package llmgateway.budget.rate.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

import io.github.bucket4j.distributed.proxy.AsyncCommandExecutor;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.RemoteCommand;
import org.jspecify.annotations.Nullable;

/** One bucket in a Redis that begins and answers when it is told to. Its clock stands. */
final class ScriptedRedis implements AsyncCommandExecutor {

    private final Queue<Runnable> notBegun = new ArrayDeque<>();

    private final Queue<Runnable> notAnswered = new ArrayDeque<>();

    private final Queue<CompletableFuture<?>> unanswered = new ArrayDeque<>();

    private final List<RemoteCommand<?>> commands = new ArrayList<>();

    private @Nullable RemoteBucketState bucket;

    private boolean begins = true;

    private boolean answers = true;

    /** It does not get to what it is asked from now on. */
    void holdUp() {
        this.begins = false;
    }

    /** It does what it is asked from now on, and does not answer. */
    void fallSilent() {
        this.answers = false;
    }

    void begin() {
        this.begins = true;
        this.notBegun.forEach(Runnable::run);
        this.notBegun.clear();
    }

    void answer() {
        this.answers = true;
        this.notAnswered.forEach(Runnable::run);
        this.notAnswered.clear();
    }

    void loseAnswers(Throwable failure) {
        this.answers = true;
        this.unanswered.forEach((answer) -> answer.completeExceptionally(failure));
    }

    List<RemoteCommand<?>> commands() {
        return this.commands;
    }

    @Override
    public <T> CompletableFuture<CommandResult<T>> executeAsync(RemoteCommand<T> command) {
        this.commands.add(command);
        CompletableFuture<CommandResult<T>> answer = new CompletableFuture<>();
        this.unanswered.add(answer);
        if (this.begins) {
            carryOut(command, answer);
        }
        else {
            this.notBegun.add(() -> carryOut(command, answer));
        }
        return answer;
    }

    private <T> void carryOut(RemoteCommand<T> command, CompletableFuture<CommandResult<T>> answer) {
        MutableBucketEntry entry = new MutableBucketEntry(this.bucket);
        CommandResult<T> result = command.execute(entry, 0);
        if (entry.isStateModified()) {
            this.bucket = entry.get();
        }
        if (this.answers) {
            answer.complete(result);
        }
        else {
            this.notAnswered.add(() -> answer.complete(result));
        }
    }

}
