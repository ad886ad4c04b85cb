package io.breakwater.worker;

import java.time.Duration;
import java.util.Optional;

/**
 * How long records are kept; empty for ever.
 *
 * @param requests those of requests through the gateway
 * @param operations steps, audit entries and starts, from the end of their operation on
 */
record PurgeConfig(Optional<Duration> requests, Optional<Duration> operations) {}
