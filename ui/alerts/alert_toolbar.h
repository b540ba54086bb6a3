#pragma once

#include "ui/widgets/filter_language.h"

#include <QWidget>

#include <vector>

class QButtonGroup;
class QPushButton;
class QToolButton;

namespace binnacle::ui {

class FilterBar;

enum class AlertTab { Rules, Firing, History, Silences, Channels };
inline constexpr int kAlertTabs = 5;

// The pages with their counts, the filter of the one that is shown, and what can be made.
class AlertToolbar final : public QWidget
{
    Q_OBJECT

public:
    explicit AlertToolbar(QWidget *parent = nullptr);

    AlertTab tab() const;
    void setTab(AlertTab tab); // emits tabPicked when it is another one
    // Negative: the page has no count.
    void setCount(AlertTab tab, int count);
    // Of another page: its language, what was typed there, an example.
    void setFilter(FilterLanguage language, const QString &text, const QString &hint);
    void setMatchCount(qint64 matches, qint64 all); // shown while something is filtered
    // `whyNot`: empty when something can be made.
    void setPermission(const QString &whyNot);
    void focusFilter();
    void clearFilter();
    bool escapeFilter(); // one layer; false: it was empty

signals:
    void tabPicked(binnacle::ui::AlertTab tab);
    void filterChanged(const QString &text);
    void newRequested();
    void importRequested();
    void exportRequested(bool onlyMarked);

private:
    QToolButton *buildExport();
    QString title(AlertTab tab) const;

    QButtonGroup *m_tabs;
    FilterBar *m_filter;
    QPushButton *m_new;
    QPushButton *m_import;
    QToolButton *m_export;
};

} // namespace binnacle::ui
