#pragma once

#include "core/console/settings_desk.h"
#include "core/runtime/console/desktop_user.h"
#include "core/runtime/runtime.h"

#include <QTimer>

namespace binnacle::runtime {

// The settings of the workspace of a running Runtime. GUI thread.
class RuntimeSettingsDesk final : public console::SettingsDesk
{
    Q_OBJECT

public:
    // Both must outlive the desk.
    RuntimeSettingsDesk(Runtime &runtime, DesktopUser &user, QObject *parent = nullptr);
    ~RuntimeSettingsDesk() override;

    std::vector<console::SettingView> settings() const override;
    QFuture<Status> set(const QString &key, const QString &value) override;
    QFuture<Status> reset(const QString &key) override;

    QString exportText() const override;
    console::Answer<std::vector<console::SettingsProblem>> importText(const QString &text) override;

    console::Answer<console::StorageUse> storageUse() override;
    console::GatewayState gateway() const override;

private:
    QFuture<Status> change(const QString &key, std::optional<std::string> value);

    Runtime &m_runtime;
    DesktopUser &m_user;
    QTimer m_second;                       // the gateway's numbers move
    Listeners<>::Subscription m_listening; // last: stops first
};

} // namespace binnacle::runtime
