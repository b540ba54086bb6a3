#pragma once

#include "ui/alerts/alert_state.h"

#include <QFrame>

#include <memory>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace binnacle::ui {

// What a Prometheus rule file would add, before anything is added: each rule with what it would
// wait for, and for those that cannot be expressed why not.
class RuleImportReview final : public QFrame
{
    Q_OBJECT

public:
    // `state` must outlive the review.
    explicit RuleImportReview(AlertState &state, QWidget *parent = nullptr);

    void review(const QString &file);
    bool closeReview(); // false: was not open
    int checkedCount() const;
    QString note() const;

signals:
    void closed();

private:
    void fill(const RuleImport &import);
    void addEntry(const RuleImport::Entry &entry);
    void showCount();
    void save();
    void saved(int row, const Status &status);

    AlertState &m_state;
    std::shared_ptr<const RuleImport> m_import;
    int m_waiting = 0;
    int m_failed = 0;
    int m_generation = 0;
    QLabel *m_title;
    QTreeWidget *m_list;
    QLabel *m_note;
    QPushButton *m_save;
};

} // namespace binnacle::ui
