#pragma once

#include <QWidget>

namespace binnacle::ui {

class StatePanel;

// What the window shows while nothing was ever received: how to get data into it.
class FirstRunPage final : public QWidget
{
    Q_OBJECT

public:
    explicit FirstRunPage(QWidget *parent = nullptr);

    // Where agents connect; empty: nobody listens, so there is no command to offer.
    void setListenAddress(const QString &address);

signals:
    void demoRequested();
    void importRequested();
    void keysRequested();

private:
    StatePanel *m_panel;
};

} // namespace binnacle::ui
