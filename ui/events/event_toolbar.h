#pragma once

#include "core/console/transfer_desk.h"
#include "ui/events/event_filter.h"
#include "ui/widgets/filter_bar.h"

#include <QWidget>

class QBoxLayout;
class QMenu;
class QToolButton;

namespace binnacle::ui {

class TimeSelection;

// Above the histogram: what narrows the view as chips, the filter bar, and the menus to choose
// types and kinds, to keep a view under a name and to export what is shown.
class EventToolbar final : public QWidget
{
    Q_OBJECT

public:
    enum class Part { Type, Kinds, Scope, Brush };

    EventToolbar(FilterBar::Check check, FilterBar::Complete complete, const TimeSelection &time,
        QWidget *parent = nullptr);

    FilterBar &filterBar() { return *m_bar; }
    void showFilter(const EventFilter &filter);
    void setSavedNames(const QStringList &names);

signals:
    void typePicked(std::optional<binnacle::EventType> type);
    void kindsPicked(const QStringList &kinds);
    void partRemoved(binnacle::ui::EventToolbar::Part part);
    void saveRequested(const QString &name);
    void savedPicked(const QString &name);
    void savedRemoved(const QString &name);
    void exportRequested(binnacle::console::TransferDesk::Format format);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Chips { Hidden, Beside, Below };

    QToolButton *newMenuButton(const QString &text, const QString &name);
    void fillTypeMenu();
    void fillKindMenu();
    void fillExportMenu();
    void addChip(const QString &text, Part part);
    void placeChips();

    const TimeSelection &m_time;
    EventFilter m_filter;
    Chips m_place = Chips::Hidden;
    QBoxLayout *m_rows;
    QBoxLayout *m_line;
    QWidget *m_chips;
    FilterBar *m_bar;
    QToolButton *m_type;
    QToolButton *m_kind;
    QToolButton *m_save;
    QToolButton *m_export;
};

} // namespace binnacle::ui
