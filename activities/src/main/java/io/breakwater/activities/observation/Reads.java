package io.breakwater.activities.observation;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes reads side by side; the first one that fails ends them all. */
final class Reads {
  private final Executor pool;

  Reads(Executor pool) {
    this.pool = pool;
  }

  <T> CompletableFuture<T> begin(Supplier<T> read) {
    return CompletableFuture.supplyAsync(read, pool);
  }

  <A, T> List<T> each(Collection<A> items, Function<A, T> read) {
    List<CompletableFuture<T>> begun =
        items.stream().map(item -> begin(() -> read.apply(item))).toList();
    return begun.stream().map(Reads::get).toList();
  }

  static <T> T get(CompletableFuture<T> read) {
    try {
      return read.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
