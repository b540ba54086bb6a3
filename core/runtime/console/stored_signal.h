#pragma once

#include "core/runtime/runtime.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace binnacle::runtime {

// Tells the feeds on the GUI thread, at most once a second, that SLO increments or targets were
// stored. The commits happen on the writer's thread.
class StoredSignal final : public QObject
{
    Q_OBJECT

public:
    explicit StoredSignal(Runtime &runtime, QObject *parent = nullptr);
    ~StoredSignal() override;

signals:
    void stored();

private:
    void announce();

    Runtime &m_runtime;
    // Outlives this while a commit is under way.
    std::shared_ptr<std::atomic_bool> m_any = std::make_shared<std::atomic_bool>(false);
    QTimer m_timer;
};

} // namespace binnacle::runtime
