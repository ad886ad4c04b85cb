/** The archive that is installed, tried as whoever installs it would. */
package io.breakwater.e2e.distribution;
