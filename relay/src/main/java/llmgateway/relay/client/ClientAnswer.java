package llmgateway.relay.client;

import java.io.EOFException;
import java.io.IOException;

import llmgateway.core.call.Call;
import llmgateway.core.call.Dialect;
import llmgateway.core.error.Reject;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.dialect.error.ErrorWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to a call's client: knows how far it has come, and so how to end it when the
 * provider fails. Used by the attempt's thread.
 */
public final class ClientAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(ClientAnswer.class);

    private final Call call;

    private final AnswerRace.Lane response;

    private final ErrorWriter errors;

    private Headers added = Headers.NONE;

    private Progress progress = new NotBegun();

    public ClientAnswer(Call call, AnswerRace.Lane response, ErrorWriter errors) {
        this.call = call;
        this.response = response;
        this.errors = errors;
    }

    /** Sets what the gateway adds to the head of the answer. */
    public void add(Headers headers) {
        this.added = headers;
    }

    /** What the gateway adds to the head of the answer. */
    public Headers added() {
        return this.added;
    }

    /**
     * To be called while nothing is written.
     * @throws ClientGoneException if the client is known to have gone
     */
    public void requireThere() throws ClientGoneException {
        if (this.response.isClientGone()) {
            throw new ClientGoneException(new EOFException("the client is gone"));
        }
    }

    /** Whether the client has the head of an answer. */
    public boolean isBegun() {
        return !(this.progress instanceof NotBegun);
    }

    /** Begins an answer that cannot be mended once it is under way. */
    public ClientOutput begin(int status, Headers headers) throws ClientGoneException {
        this.progress = new Bytes();
        return begun(status, headers);
    }

    /** Begins a stream of events, in which an error can be told later. */
    public ClientOutput beginEvents(int status, Headers headers) throws ClientGoneException {
        ClientOutput out = begun(status, headers);
        this.progress = new Events(out);
        return out;
    }

    private ClientOutput begun(int status, Headers headers) throws ClientGoneException {
        try {
            return new ClientOutput(this.response.begin(status, headers));
        }
        catch (IOException ex) {
            throw new ClientGoneException(ex);
        }
    }

    /** Tells the client as well as it can still be told. */
    public void fail(Reject reject) {
        try {
            switch (this.progress) {
                case NotBegun notBegun -> refuse(reject);
                case Events events -> endWithError(events.out(), reject);
                case Bytes bytes -> breakOff();
            }
        }
        catch (IOException ex) {
            LOG.debug("{}: the client went before it could be told", this.call.id());
            breakOff();
        }
    }

    /** Tells the client of a failed attempt after which no other comes. */
    public void tell(FailureAnswer failure) {
        try {
            switch (failure) {
                case FailureAnswer.Refusal refusal -> refuse(refusal.reject());
                case FailureAnswer.ProvidersOwn own -> send(own.status(), own.headers(), own.body());
            }
        }
        catch (ClientGoneException ex) {
            LOG.debug("{}: the client went before it could be told", this.call.id());
            breakOff();
        }
    }

    public void refuse(Reject reject) throws ClientGoneException {
        DirectResponse error = this.errors.write(dialect(), this.call.id(), reject);
        Headers headers = error.headers();
        for (Header line : this.added.lines()) {
            headers = headers.with(line.name(), line.value());
        }
        send(error.status(), headers, error.body());
    }

    public void send(int status, Headers headers, byte[] body) throws ClientGoneException {
        try (ClientOutput out = begin(status, headers.with("content-length", Integer.toString(body.length)))) {
            out.write(body);
        }
    }

    private void endWithError(ClientOutput out, Reject reject) throws ClientGoneException {
        out.write(this.errors.writeInStream(dialect(), this.call.id(), reject));
        out.close();
    }

    public void breakOff() {
        this.response.breakOff();
    }

    private Dialect dialect() {
        return this.call.endpoint().dialect();
    }

    private sealed interface Progress {

    }

    private record NotBegun() implements Progress {
    }

    private record Bytes() implements Progress {
    }

    private record Events(ClientOutput out) implements Progress {
    }

}
