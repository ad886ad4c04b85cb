package io.breakwater.gateway.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.converter.DataConverterException;
import io.temporal.payload.codec.PayloadCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code POST /codec/decode} and {@code /codec/encode}: the remote codec of Temporal's web UI and
 * of its CLI ({@code --codec-endpoint}), which send and take payloads as JSON.
 */
public final class CodecEndpoints implements Endpoints {
  /** Temporal takes payloads of 2 MiB, which base64 makes a third longer. */
  private static final int LIMIT = 4 * 1024 * 1024;

  private static final String TITLE = "Payloads not read";

  private final PayloadCodec codec;

  public CodecEndpoints(PayloadCodec codec) {
    this.codec = codec;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/codec/decode", ctx -> answer(ctx, codec::decode));
    routes.post("/codec/encode", ctx -> answer(ctx, codec::encode));
  }

  private static void answer(Context ctx, UnaryOperator<List<Payload>> work) throws IOException {
    try {
      Payloads.Builder given = Payloads.newBuilder();
      JsonFormat.parser().ignoringUnknownFields().merge(body(ctx), given);
      Payloads made =
          Payloads.newBuilder().addAllPayloads(work.apply(given.getPayloadsList())).build();
      ctx.contentType("application/json").result(JsonFormat.printer().print(made));
    } catch (InvalidProtocolBufferException e) {
      throw new Refused(
          400,
          Envelope.failed(
              TITLE, "the body must be {\"payloads\":[{\"metadata\":{…},\"data\":\"…\"}]}"));
    } catch (DataConverterException e) {
      throw new Refused(400, Envelope.failed(TITLE, e.getMessage()));
    }
  }

  private static String body(Context ctx) throws IOException {
    try (InputStream in = ctx.req().getInputStream()) {
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new Refused(413, Envelope.failed(TITLE, "more than " + LIMIT + " bytes at a time"));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
