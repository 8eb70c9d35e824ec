package org.twomes.station.firmware;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes an HTTP body as it arrives, so that what came before a break is kept, and stops at a limit. Gives the bytes written. */
final class LimitedBody implements BodySubscriber<Long> {
    private final Opener opener;
    private final long most;
    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable OutputStream out;
    private long written;

    /** Opens what is written to. */
    interface Opener {
        OutputStream open() throws IOException;
    }

    /** The body is longer than allowed. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        TooLong(long most) {
            super("more than " + most + " bytes");
        }
    }

    LimitedBody(Opener opener, long most) {
        this.opener = opener;
        this.most = most;
    }

    @Override
    public CompletionStage<Long> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription offered) {
        subscription = offered;
        try {
            out = opener.open();
            offered.request(1);
        } catch (IOException e) {
            stop(e);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        OutputStream sink = out;
        Flow.Subscription source = subscription;
        if (sink == null || source == null || result.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                written += bytes.length;
                if (written > most) {
                    throw new TooLong(most);
                }
                sink.write(bytes);
            }
            source.request(1);
        } catch (IOException e) {
            stop(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        close();
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        close();
        result.complete(written);
    }

    private void stop(IOException failure) {
        if (subscription != null) {
            subscription.cancel();
        }
        onError(failure);
    }

    private void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            result.completeExceptionally(e);
        }
    }
}
