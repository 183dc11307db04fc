package llmgateway.runner.management;

import java.util.Locale;
import java.util.Optional;

import llmgateway.metrics.report.UnusableParameter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns what controllers throw into answers of one shape. */
@RestControllerAdvice
class ManagementErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementErrors.class);

    @ExceptionHandler
    ResponseEntity<ErrorBody> cannotBeDone(ManagementException ex) {
        return ResponseEntity.status(ex.status()).body(ex.body());
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> unusableParameter(UnusableParameter ex) {
        return ResponseEntity.badRequest()
            .body(ErrorBody.of("invalid_parameter", "The parameter " + ex.getMessage() + "."));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> unreadableBody(HttpMessageNotReadableException ex) {
        return ResponseEntity.badRequest()
            .body(ErrorBody.of("bad_request", "The body is not the JSON that this endpoint takes."));
    }

    /** Spring's own refusals keep their status; everything else is ours to mend. */
    @ExceptionHandler
    ResponseEntity<ErrorBody> other(Exception ex) {
        if (ex instanceof ErrorResponse refusal) {
            HttpStatus status = Optional.ofNullable(HttpStatus.resolve(refusal.getStatusCode().value()))
                .orElse(HttpStatus.BAD_REQUEST);
            return ResponseEntity.status(status)
                .headers(refusal.getHeaders())
                .body(ErrorBody.of(status.name().toLowerCase(Locale.ROOT), status.getReasonPhrase() + "."));
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(ex)) {
            // Nobody reads what is returned.
            LOG.debug("a client of the management port left: {}", ex.getClass().getSimpleName());
        }
        else {
            LOG.error("a management request failed", ex);
        }
        return ResponseEntity.internalServerError()
            .body(ErrorBody.of("internal_error", "The request failed; the log says why."));
    }

}
