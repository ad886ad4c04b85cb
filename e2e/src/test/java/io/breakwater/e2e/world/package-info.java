/** The worlds of tests and demos. */
package io.breakwater.e2e.world;
