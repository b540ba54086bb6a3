#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace binnacle::ui {

// Below the table: how far the history reaches, what was just done, and how many new events wait
// while the rows stand still.
class EventFooter final : public QWidget
{
    Q_OBJECT

public:
    explicit EventFooter(QWidget *parent = nullptr);

    void setReach(const QString &text);
    void tell(const QString &what); // for some seconds, then the reach again
    // 0: no pill.
    void setPending(std::size_t pending, bool orMore);

signals:
    void resumeRequested();

private:
    QLabel *m_text;
    QPushButton *m_pill;
    QString m_reach;
    QTimer m_back;
};

} // namespace binnacle::ui
