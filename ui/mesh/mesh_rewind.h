#pragma once

#include "core/base/time.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace binnacle::ui {

class MeshPresenter;
class MeshScrubber;
class TimeSelection;

// Makes the whole window follow the scrubber's cursor: not on every mouse move, since every view
// looks anew each time. The scrubber itself shows the cursor at once.
class MeshRewind final : public QObject
{
    Q_OBJECT

public:
    // All must outlive this.
    struct Parts
    {
        MeshPresenter &presenter;
        TimeSelection &time;
        MeshScrubber &scrubber;
    };
    MeshRewind(const Parts &parts, QObject *parent);

private:
    void rewindTo(Timestamp at);
    void compareWith(Timestamp at);

    const Parts m_parts;
    QTimer m_soon;
    std::optional<Timestamp> m_wanted;
};

} // namespace binnacle::ui
