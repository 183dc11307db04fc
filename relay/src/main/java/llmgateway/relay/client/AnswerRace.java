package llmgateway.relay.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.http.Headers;

/**
 * Gives the client of a call to the first of its attempts that begins an answer. That
 * answer tells how many attempts there were by then. Thread-safe.
 */
public final class AnswerRace {

    private static final Runnable NOTHING = () -> {
    };

    private final ClientGate gate;

    private final List<Lane> lanes = new CopyOnWriteArrayList<>();

    private final AtomicInteger entered = new AtomicInteger();

    private final Lane nobody = outside();

    private final AtomicReference<Lane> winner = new AtomicReference<>(this.nobody);

    public AnswerRace(ClientGate gate) {
        this.gate = gate;
    }

    /**
     * Lets another attempt take part.
     * @param lost run when the client is another's, maybe more than once, on any thread;
     * does not block
     */
    public Lane enter(Runnable lost) {
        Lane lane = new Lane(lost);
        this.entered.incrementAndGet();
        this.lanes.add(lane);
        if (isWon()) {
            lost.run();
        }
        return lane;
    }

    /** For what is told where no attempt could be made. */
    public Lane outside() {
        return new Lane(NOTHING);
    }

    /** How many attempts have taken part so far. */
    public int entered() {
        return this.entered.get();
    }

    /** Whether an attempt has begun the client's answer. */
    public boolean isWon() {
        return this.winner.get() != this.nobody;
    }

    private void claim(Lane lane) throws EOFException {
        if (this.winner.compareAndSet(this.nobody, lane)) {
            this.lanes.stream().filter((other) -> other != lane).forEach((other) -> other.lost.run());
        }
        else if (!lane.isWinner()) {
            lane.lost.run();
            throw new EOFException("another attempt answers the client");
        }
    }

    /** The client as one attempt sees it. Used by the attempt's thread. */
    public final class Lane {

        private volatile Runnable lost;

        private Lane(Runnable lost) {
            this.lost = lost;
        }

        /** Whether this attempt has begun the client's answer. */
        public boolean isWinner() {
            return AnswerRace.this.winner.get() == this;
        }

        /** The attempt is over, and is told of nothing any more. */
        public void leave() {
            this.lost = NOTHING;
            AnswerRace.this.lanes.remove(this);
        }

        boolean isClientGone() {
            return AnswerRace.this.gate.isClientGone();
        }

        /** As {@link ClientResponse#begin}; fails where the client is another's. */
        OutputStream begin(int status, Headers headers) throws IOException {
            if (!isClientGone()) {
                claim(this);
            }
            return AnswerRace.this.gate.begin(status,
                    (entered() > 1) ? headers.with(OwnedHeaders.ATTEMPTS, Integer.toString(entered())) : headers);
        }

        /** Breaks the connection if it is this attempt's. */
        void breakOff() {
            if (isWinner()) {
                AnswerRace.this.gate.breakOff();
            }
        }

    }

}
