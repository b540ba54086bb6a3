#pragma once

#include <QString>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace binnacle::ui {

// One subject of the settings: a line with its title, what it is about and its buttons, then what
// the page adds to body().
class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    SettingsPage(const QString &title, const QString &hint, QWidget *parent = nullptr);

    virtual bool escape() { return false; } // closes what is open; false: nothing was
    virtual void refresh() {}
    virtual void focusFilter() {}

protected:
    QHBoxLayout &header() { return *m_header; } // buttons go to its end
    QVBoxLayout &body() { return *m_body; }
    void setHint(const QString &hint);

private:
    QLabel *m_hint;
    QHBoxLayout *m_header;
    QVBoxLayout *m_body;
};

} // namespace binnacle::ui
