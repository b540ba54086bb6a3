#pragma once

#include <QWidget>

#include <vector>

class QButtonGroup;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace binnacle::ui {

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
    void setFilterHint(const QString &hint);
    // `whyNot`: empty when something can be made.
    void setPermission(const QString &whyNot);
    void focusFilter();
    bool clearFilter(); // false: it was empty

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
    QLineEdit *m_filter;
    QPushButton *m_new;
    QPushButton *m_import;
    QToolButton *m_export;
};

} // namespace binnacle::ui
