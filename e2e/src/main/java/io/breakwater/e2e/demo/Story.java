package io.breakwater.e2e.demo;

/** What a demo does, from start to end. */
interface Story {
  /** Plays on the stage; what goes wrong is told to the stage, which ends the demo as failed. */
  void play(Stage stage) throws InterruptedException;
}
