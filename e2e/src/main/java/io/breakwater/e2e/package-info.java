/** The {@code ./breakwater} command. */
package io.breakwater.e2e;
