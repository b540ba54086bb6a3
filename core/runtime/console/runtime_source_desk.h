#pragma once

#include "core/base/worker_pool.h"
#include "core/console/source_desk.h"
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
    explicit RuntimeSourceDesk(Runtime &runtime, QObject *parent = nullptr);
    ~RuntimeSourceDesk() override; // cancels a test that runs

    std::vector<MetricsSourceState> sources() const override { return m_states; }
    QFuture<Status> save(const MetricsSource &source) override;
    QFuture<Status> remove(const std::string &id) override;
    console::Answer<console::SourceReport> test(const MetricsSource &source) override;

private:
    QFuture<Status> write(std::vector<MetricsSource> sources);
    void look();

    Runtime &m_runtime;
    std::vector<MetricsSourceState> m_states;
    QTimer m_timer;
    std::stop_source m_stop;
    WorkerPool m_pool; // tests wait for endpoints; last: finishes first
};

} // namespace binnacle::runtime
