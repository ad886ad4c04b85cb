/** Every story of the demo, played fast. */
package io.breakwater.e2e.demo;
