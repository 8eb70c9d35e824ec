package org.twomes.station.dashboard.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the body of a request before anybody works on it, so that one that drips in holds no thread. One that is not whole in
 * time is cut off; one that is too long, or broken, is answered here.
 */
final class WholeBodies extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(WholeBodies.class);

    /** A body that is too long and not longer than this is read to its end first: who still sends loses the answer. */
    private static final int MOST_DISCARDED_BYTES = 4 * Guard.MOST_BODY_BYTES;

    private final Duration patience;
    private final Map<String, String> headers;

    /** {@code patience} is the longest time that a body may take; {@code headers} go with every answer. */
    WholeBodies(Duration patience, Map<String, String> headers) {
        this.patience = patience;
        this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        if (!chunked && request.getLength() <= 0) {
            return super.handle(request, response, callback);
        }
        if (request.getLength() > MOST_DISCARDED_BYTES) {
            refuse(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413, Guard.BODY_TOO_LONG);
            return true;
        }
        new Reading(request, response, callback).begin();
        return true;
    }

    private void goOn(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }

    private void refuse(Request request, Response response, Callback callback, int status, String message) {
        LOG.debug("A request of {} is refused: {}", Request.getRemoteAddr(request), message);
        response.setStatus(status);
        headers.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, JsonAnswers.JSON);
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        ByteBuffer text =
                ByteBuffer.wrap(JsonText.of(new JsonAnswers.Refusal(message)).getBytes(StandardCharsets.UTF_8));
        response.write(true, text, callback);
    }

    /** A body that arrives. Jetty runs one part of it after the other. */
    private final class Reading implements Invocable.Task {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final byte[] bytes = new byte[Guard.MOST_BODY_BYTES + 1];
        private int count;
        private @Nullable Throwable broken;
        private final Scheduler.Task late;

        Reading(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.late = request.getComponents()
                    .getScheduler()
                    .schedule(
                            () -> request.getConnectionMetaData()
                                    .getConnection()
                                    .close(),
                            patience.toMillis(),
                            TimeUnit.MILLISECONDS);
        }

        void begin() {
            if (read()) {
                end();
            }
        }

        @Override
        public void run() {
            if (read()) {
                request.getContext().execute(this::end);
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        /** Takes what is there; gives whether nothing more is waited for. */
        private boolean read() {
            while (count < bytes.length || request.getLength() > 0) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return false;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    broken = chunk.getFailure();
                    return true;
                }
                int part = Math.min(chunk.remaining(), bytes.length - count);
                chunk.getByteBuffer().get(bytes, count, part);
                count += part;
                chunk.release();
                if (chunk.isLast()) {
                    return true;
                }
            }
            return true;
        }

        private void end() {
            late.cancel();
            // It may hold a password.
            Request.addCompletionListener(request, failure -> Arrays.fill(bytes, (byte) 0));
            if (broken != null) {
                LOG.debug("A body from {} is broken", Request.getRemoteAddr(request), broken);
                refuse(request, response, callback, HttpStatus.BAD_REQUEST_400, "the request is malformed");
            } else if (count > Guard.MOST_BODY_BYTES) {
                refuse(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413, Guard.BODY_TOO_LONG);
            } else {
                goOn(new Whole(request, ByteBuffer.wrap(bytes, 0, count)), response, callback);
            }
        }
    }

    /** A request with its whole body. */
    private static final class Whole extends Request.Wrapper {
        private final AtomicReference<Content.Chunk> body;

        Whole(Request request, ByteBuffer bytes) {
            super(request);
            body = new AtomicReference<>(Content.Chunk.from(bytes, true));
        }

        @Override
        public Content.Chunk read() {
            return body.getAndSet(Content.Chunk.EOF);
        }

        @Override
        public void demand(Runnable demandCallback) {
            demandCallback.run();
        }
    }
}
