package io.breakwater.gateway.operations;

import io.breakwater.gateway.http.Refused;
import io.breakwater.inventory.history.OperationFilter;
import io.breakwater.inventory.history.OperationFilter.Cursor;
import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.operation.OperationKind;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The query of a list of operations. */
final class OperationQuery {
  static final int MOST = 500;
  private static final int PRESET = 50;
  private static final String WRONG = "Query not understood";

  private OperationQuery() {}

  /** One more than the page has, to tell whether there is another. */
  static OperationFilter of(Context ctx, int limit) {
    return new OperationFilter(
        text(ctx, "vm"),
        word(ctx, "kind", OperationKind.class),
        word(ctx, "state", State.class),
        time(ctx, "from"),
        time(ctx, "to"),
        cursor(text(ctx, "cursor")),
        limit + 1);
  }

  static int limit(Context ctx) {
    String text = text(ctx, "limit");
    if (text == null) {
      return PRESET;
    }
    if (!text.matches("[0-9]{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MOST) {
      throw wrong("limit", "must be a number from 1 to " + MOST);
    }
    return Integer.parseInt(text);
  }

  /** Where the next page begins. */
  static String cursor(OperationSummary last) {
    String plain = last.startedAt() + " " + last.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static Cursor cursor(String text) {
    if (text == null) {
      return null;
    }
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
      if (parts.length == 2) {
        return new Cursor(Instant.parse(parts[0]), parts[1]);
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw wrong("cursor", "must be the nextCursor of the page before");
    }
    throw wrong("cursor", "must be the nextCursor of the page before");
  }

  private static Instant time(Context ctx, String name) {
    String text = text(ctx, name);
    if (text == null) {
      return null;
    }
    try {
      Instant at = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      if (at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
        throw wrong(name, "must be between 1970 and 9998");
      }
      return at;
    } catch (DateTimeException e) {
      throw wrong(name, "must be a time such as 2026-11-21T10:00:00Z");
    }
  }

  private static <E extends Enum<E>> E word(Context ctx, String name, Class<E> type) {
    String text = text(ctx, name);
    if (text == null) {
      return null;
    }
    return Stream.of(type.getEnumConstants())
        .filter(value -> value.name().equals(text))
        .findFirst()
        .orElseThrow(() -> wrong(name, "must be one of " + List.of(type.getEnumConstants())));
  }

  private static String text(Context ctx, String name) {
    String text = ctx.queryParam(name);
    return text == null || text.isBlank() ? null : text;
  }

  private static Refused wrong(String name, String what) {
    return Refused.badRequest(WRONG, name + ": " + what);
  }
}
