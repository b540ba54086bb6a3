#pragma once

#include <QtGlobal>

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char **environ;

namespace binnacle::test {

// A program that is told to end by the end of its standard input. Started with posix_spawn, because
// the thread sanitizer does not bear the fork of QProcess beside other threads.
class ChildProcess
{
public:
    explicit ChildProcess(std::vector<std::string> arguments)
    {
        std::array<int, 2> input{};
        std::array<int, 2> output{};
        if (pipe2(input.data(), O_CLOEXEC) != 0 || pipe2(output.data(), O_CLOEXEC) != 0)
            qFatal("no pipe");
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
        std::vector<char *> words;
        for (std::string &argument : arguments)
            words.push_back(argument.data());
        words.push_back(nullptr);
        if (posix_spawnp(&m_id, words[0], &actions, nullptr, words.data(), environ) != 0)
            qFatal("cannot start %s", words[0]);
        posix_spawn_file_actions_destroy(&actions);
        close(input[0]);
        close(output[1]);
        m_input = input[1];
        m_output = output[0];
    }
    ~ChildProcess() { wait(); }
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;

    // Without its line end; empty when the program ended before.
    std::string readLine() const
    {
        std::string line;
        char byte = 0;
        while (read(m_output, &byte, 1) == 1 && byte != '\n')
            line += byte;
        return line;
    }

    // Its exit code.
    int wait()
    {
        if (m_id == 0)
            return m_code;
        close(m_input);
        int status = 0;
        waitpid(m_id, &status, 0);
        close(m_output);
        m_id = 0;
        m_code = WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE;
        return m_code;
    }

private:
    pid_t m_id = 0;
    int m_input = -1;
    int m_output = -1;
    int m_code = 0;
};

} // namespace binnacle::test
