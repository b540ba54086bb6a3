#pragma once

#include "core/console/settings_desk.h"

#include <optional>

namespace binnacle::fake {

// A dozen settings in memory. "retention.events_days" takes 1 to 3650 and "gateway.listen" wants a
// port; importing refuses lines that say "bad". GUI thread only.
class SettingsDesk final : public console::SettingsDesk
{
    Q_OBJECT

public:
    SettingsDesk();

    std::vector<console::SettingView> settings() const override { return values; }
    QFuture<Status> set(const QString &key, const QString &value) override;
    QFuture<Status> reset(const QString &key) override;
    QString exportText() const override;
    console::Answer<std::vector<console::SettingsProblem>> importText(const QString &text) override;
    console::Answer<console::StorageUse> storageUse() override;
    console::GatewayState gateway() const override { return state; }

    QString value(const QString &key) const;
    void announce() { emit changed(); }

    std::vector<console::SettingView> values;
    console::GatewayState state;
    console::StorageUse use;
    std::optional<Error> error; // of storageUse() and of writing
    QStringList imported;
    int measured = 0;

private:
    console::SettingView *find(const QString &key);
};

} // namespace binnacle::fake
