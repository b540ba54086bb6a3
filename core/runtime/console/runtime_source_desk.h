#pragma once

#include "core/base/worker_pool.h"
#include "core/console/source_desk.h"
#include "core/runtime/console/desktop_user.h"
#include "core/runtime/runtime.h"

#include <QTimer>

#include <memory>
#include <stop_token>

namespace binnacle::runtime {

// Settings → Sources over a running Runtime. GUI thread.
class RuntimeSourceDesk final : public console::SourceDesk
{
    Q_OBJECT

public:
    RuntimeSourceDesk(Runtime &runtime, DesktopUser &user, QObject *parent = nullptr);
    ~RuntimeSourceDesk() override; // cancels a test that runs

    std::vector<MetricsSourceState> sources() const override { return m_states; }
    QFuture<Status> save(const MetricsSource &source) override;
    QFuture<Status> remove(const std::string &id) override;
    console::Answer<console::SourceReport> test(const MetricsSource &source) override;

private:
    using Change = std::function<void(std::vector<MetricsSource> &)>;
    QFuture<Status> write(const Deed &deed, Change change);
    void look();

    Runtime &m_runtime;
    DesktopUser &m_user;
    std::vector<MetricsSourceState> m_states;
    QTimer m_timer;
    std::stop_source m_stop;
    WorkerPool m_pool; // tests wait for endpoints; last: finishes first
};

} // namespace binnacle::runtime
