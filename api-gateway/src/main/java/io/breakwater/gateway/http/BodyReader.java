package io.breakwater.gateway.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** From the bytes of a request to a JSON object, or to what is wrong with them. */
final class BodyReader {
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private BodyReader() {}

  static byte[] bytes(Context ctx, String message) {
    try (InputStream in = ctx.req().getInputStream()) {
      byte[] bytes = in.readNBytes(RequestBody.LIMIT + 1);
      if (bytes.length > RequestBody.LIMIT) {
        throw new Refused(413, Envelope.failed(message, "body: is longer than 1 MiB"));
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("reading the request body failed", e);
    }
  }

  static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }

  static ObjectNode parse(byte[] bytes, String message) {
    try {
      if (STRICT.readTree(bytes) instanceof ObjectNode object) {
        return object;
      }
      throw Refused.badRequest(message, "body: must be a JSON object");
    } catch (MismatchedInputException e) {
      throw Refused.badRequest(message, "body: must be one JSON object and nothing after it");
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " (line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + ")";
      throw Refused.badRequest(message, "body: is not JSON: " + e.getOriginalMessage() + where);
    } catch (IOException e) {
      throw Refused.badRequest(message, "body: is not JSON text in UTF-8");
    }
  }
}
