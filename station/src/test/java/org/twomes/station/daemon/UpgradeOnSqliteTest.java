package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.cli.Cli;

@Tag("rig")
class UpgradeOnSqliteTest extends UpgradeContract {
    @Override
    OldData data() throws Exception {
        return new OldData("sqlite");
    }

    @Override
    Map<String, String> ledger() {
        return Map.of();
    }

    @Test
    void theOldConfigurationHasNoComplaintAndItsUsersMayLogIn() {
        Cli check = Cli.run("config", "check", folder.resolve("station.yaml").toString());
        assertThat(check.code()).as(check.out() + check.err()).isZero();
        Cli users = Cli.run(
                "users", "list", "--config", folder.resolve("station.yaml").toString());
        assertThat(users.out()).contains("anna", "supervisor", "vera", "viewer");
    }
}
