/** {@code ./breakwater demo}: a story from start to end, watched, timed and checked. */
package io.breakwater.e2e.demo;
