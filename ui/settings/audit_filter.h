#pragma once

#include "core/console/access_desk.h"
#include "ui/settings/settings_filters.h"

#include <QWidget>

class QCheckBox;
class QLabel;

namespace binnacle::ui {

class FilterBar;
class TimeSelection;

// What of the audit is looked at: a filter over its entries, and when.
class AuditFilter final : public QWidget
{
    Q_OBJECT

public:
    // All must outlive the filter. `rows`: the entries whose values are offered.
    AuditFilter(const console::AccessDesk &desk, const TimeSelection &time,
        RowFilter<AuditEntry>::EachRow rows, QWidget *parent = nullptr);

    // What the store can tell apart by itself, without a page; the rest is for rows(). The range
    // has an end, so that entries made while somebody scrolls do not move the pages.
    AuditQuery query() const;
    const RowFilter<AuditEntry> &rows() const { return m_filter; }
    bool isNarrow() const { return !m_filter.isEverything(); } // something besides the time
    bool isAllTime() const;
    void clear();
    bool escape(); // one layer; false: nothing was left to undo
    void showAllTime();
    void focusText();
    void setMatchCount(qint64 matches, qint64 total); // shown while something is filtered

signals:
    void changed();

private:
    void build();
    void showRange();

    const console::AccessDesk &m_desk;
    const TimeSelection &m_time;
    RowFilter<AuditEntry> m_filter = newAuditRowFilter();
    FilterBar *m_bar;
    QCheckBox *m_isAllTime;
    QLabel *m_range;
};

} // namespace binnacle::ui
