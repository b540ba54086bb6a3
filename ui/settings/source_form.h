#pragma once

#include "core/console/source_desk.h"

#include <QFrame>
#include <QStringList>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace binnacle::ui {

// One metrics endpoint: where it is, whose it is, and a test that shows what it exposes before
// anything is saved.
class SourceForm final : public QFrame
{
    Q_OBJECT

public:
    explicit SourceForm(console::SourceDesk &desk, QWidget *parent = nullptr);

    // A new one when its id is empty.
    void edit(const MetricsSource &source, const QStringList &clusters);
    MetricsSource edited() const;
    QString outcome() const; // of the last test or of saving

signals:
    void closed();

private:
    void build();
    void layOut();
    void test();
    void showReport(const console::SourceReport &report);
    void save();
    void remove();
    void finish(const QFuture<Status> &outcome);
    void browse(QLineEdit &line, bool isFolder);

    console::SourceDesk &m_desk;
    MetricsSource m_source;
    int m_tests = 0;
    QLabel *m_title;
    QLineEdit *m_location;
    QComboBox *m_cluster;
    QLineEdit *m_name;
    QSpinBox *m_interval;
    QLineEdit *m_tokenFile;
    QCheckBox *m_isEnabled;
    QPushButton *m_test;
    QPushButton *m_remove;
    QPushButton *m_reallyRemove;
    QLabel *m_outcome;
    QTableWidget *m_families;
};

} // namespace binnacle::ui
