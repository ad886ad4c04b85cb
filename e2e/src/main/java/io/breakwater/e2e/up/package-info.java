/** {@code ./breakwater up}: everything, started and kept. */
package io.breakwater.e2e.up;
