/** The REST gateway: its configuration, its composition and its process. */
package io.breakwater.gateway;
