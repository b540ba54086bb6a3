#pragma once

#include "ui/widgets/view.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace binnacle::ui {

// What one key does in one place.
struct KeyCommand
{
    QString id;    // "events.y": its place and its first key, as the settings file names it
    QString place; // "window", or the id of a view
    QString placeTitle;
    QString action;
    QString standard;     // the keys it has without a setting: "Y", "g e"
    QString keys;         // those it has now
    bool isFixed = false; // arrows, Enter, the mouse: nobody can move them
    QString clash;        // why the keys of the settings are not taken; empty: they are

    bool isOwn() const { return keys != standard; }
};

// All keys of the program and which of them somebody has moved. GUI thread.
class KeyMap final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    static QString window() { return QStringLiteral("window"); }

    // The commands of a view as its help names them: "S R Ctrl+D" are three keys of one meaning.
    void setView(const QString &id, const QString &title, const std::vector<View::KeyHelp> &help);
    // Each is one command; its keys may be a sequence: "g e".
    void setWindow(const QString &title, const std::vector<View::KeyHelp> &help);
    // By id. One that would make a key mean two things is not taken: see KeyCommand::clash.
    void setOwnKeys(const QHash<QString, QString> &keys);

    std::vector<KeyCommand> commands() const { return m_commands; }
    // With the keys of now.
    std::vector<View::KeyHelp> help(const QString &view) const;
    // What the command has now that has `standard` by default; `standard` where nobody knows it.
    QString keysOf(const QString &place, const QString &standard) const;
    // The command in `view` that somebody gave this key; null: nobody did.
    const KeyCommand *movedTo(const QString &view, const QString &key) const;
    // Whether a command of `view` had this key and has another one now.
    bool isVacated(const QString &view, const QString &key) const;
    // Who has these keys already, seen from the command `id`.
    std::optional<KeyCommand> holder(const QString &id, const QString &keys) const;

    // What setOwnKeys() named and is no command, or none that can be moved.
    QStringList unknown() const;

    // As keys are compared: letters small, "Ctrl+K" with large ones.
    static QString normalized(const QString &keys);

signals:
    void changed();

private:
    struct Line
    {
        QString place;
        View::KeyHelp help;
        QStringList standards; // empty: fixed
    };
    void add(const QString &place, const QString &title, const View::KeyHelp &help,
        const QStringList &standards);
    void remove(const QString &place);
    void settle();
    bool refuseOne();

    std::vector<Line> m_lines;
    std::vector<KeyCommand> m_commands;
    struct Own
    {
        QString id; // as written
        QString keys;
    };
    QHash<QString, QString> m_given;
    QHash<QString, Own> m_own; // by the id as keys are compared
};

} // namespace binnacle::ui
