package io.breakwater.e2e.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.e2e.sweep.Owners.Owned;
import io.breakwater.simulator.host.Arrival;
import io.breakwater.simulator.host.Interceptor;
import io.breakwater.simulator.host.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands every call to the run that it belongs to; a call that concerns no single VM passes. */
final class Gate implements Interceptor {
  private static final Logger log = LoggerFactory.getLogger(Gate.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Owners owners;
  private final Map<String, Track> tracks = new ConcurrentHashMap<>();
  private final AtomicLong calls = new AtomicLong();

  Gate(Owners owners) {
    this.owners = owners;
  }

  void follow(String context, Track track) {
    tracks.put(context, track);
  }

  void forget(String context) {
    tracks.remove(context);
  }

  /** How many calls of runs have come by so far. */
  long calls() {
    return calls.get();
  }

  @Override
  public Reply around(Arrival arrival, Supplier<Reply> service) {
    List<Owned> owned = owners.in(arrival);
    List<String> contexts = owned.stream().map(Owned::context).distinct().toList();
    Track track = contexts.size() == 1 ? tracks.get(contexts.get(0)) : null;
    if (track == null) {
      return service.get();
    }
    String call = CallNames.of(arrival, owned);
    calls.incrementAndGet();
    return track.pass(call, arrival, () -> learn(track.context(), call, arrival, service.get()));
  }

  private Reply learn(String context, String call, Arrival arrival, Reply reply) {
    boolean accepted = arrival.name().startsWith("POST ") && reply != null;
    if (accepted && reply.status() / 100 == 2) {
      try {
        owners.learn(context, CallNames.operation(call), JSON.readTree(reply.body()));
      } catch (JsonProcessingException e) {
        log.debug("{} answered no JSON", arrival.service(), e);
      }
    }
    return reply;
  }
}
