/** Tests of how the benchmark reckons. */
package io.breakwater.e2e.bench;
