package io.breakwater.simulator;

/** Something that a {@link Simulator} starts with itself and stops with itself. */
public interface SimulatedService {

  /** Begins to serve. */
  void start();

  /** Ends serving and frees what it holds. */
  void stop();
}
