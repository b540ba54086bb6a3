#pragma once

#include <QWidget>

class QSplitter;

namespace binnacle::console {
class UiMemory;
}

namespace binnacle::ui {

// Where the parts of the query view stand: the toolbar, below it the editor beside its sources,
// below them the result beside what asks about it. Sizes are remembered.
class QueryFrame final : public QWidget
{
    Q_OBJECT

public:
    struct Parts
    {
        QWidget &toolbar;
        QWidget &editor;
        QWidget &sources;
        QWidget &result;
        QWidget &aside; // hidden until somebody asks
    };

    // Takes the parts. `memory` must outlive the frame.
    QueryFrame(const Parts &parts, console::UiMemory &memory, QWidget *parent = nullptr);

    void setSourcesShown(bool isShown);
    bool areSourcesShown() const; // as it was remembered
    void keep();

signals:
    void moved();

private:
    console::UiMemory &m_memory;
    QWidget &m_sources;
    QSplitter *m_top;
    QSplitter *m_whole;
};

} // namespace binnacle::ui
