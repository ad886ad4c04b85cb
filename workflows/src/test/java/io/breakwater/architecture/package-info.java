/** Rules that the compiler cannot hold: package arrows, and what workflow code must not do. */
package io.breakwater.architecture;
