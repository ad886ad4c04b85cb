/** The sweep in short, and builds that are broken on purpose to show that it can fail. */
package io.breakwater.e2e.sweep;
