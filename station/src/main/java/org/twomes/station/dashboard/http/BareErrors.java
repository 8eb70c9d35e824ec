package org.twomes.station.dashboard.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers to what is no request at all: the status in words and the same headers as any other answer, nothing else. */
final class BareErrors extends ErrorHandler {
    private static final String JSON = "application/json; charset=utf-8";

    private final Map<String, String> headers;

    BareErrors(Map<String, String> headers) {
        this.headers = headers;
        setShowStacks(false);
        setShowCauses(false);
    }

    @Override
    public boolean errorPageForMethod(@Nullable String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback)
            throws IOException {
        fill(response.getHeaders());
        Content.Sink.write(response, true, words(code), callback);
    }

    @Override
    public ByteBuffer badMessageError(int status, @Nullable String reason, HttpFields.Mutable fields) {
        fill(fields);
        return ByteBuffer.wrap(words(status).getBytes(StandardCharsets.UTF_8));
    }

    private void fill(HttpFields.Mutable fields) {
        headers.forEach(fields::put);
        fields.put(HttpHeader.CONTENT_TYPE, JSON);
    }

    private static String words(int status) {
        return JsonText.of(new JsonAnswers.Refusal(String.valueOf(HttpStatus.getMessage(status))));
    }
}
